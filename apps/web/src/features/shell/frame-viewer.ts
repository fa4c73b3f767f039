/** Who is signed in, as the frame shows them. */
export interface FrameViewer {
  name: string;
  email: string;
  isInstanceAdmin: boolean;
}
