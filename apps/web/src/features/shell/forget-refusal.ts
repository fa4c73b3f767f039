/** Lets a dialog begin without the refusal of last time; what is still under way keeps its dialog busy. */
export function forgetRefusal(mutation: { isPending: boolean; reset: () => void }): void {
  if (!mutation.isPending) mutation.reset();
}
