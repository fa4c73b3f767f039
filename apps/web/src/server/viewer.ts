import 'server-only';
export interface Viewer { id: string; name: string; email: string }
export async function findViewer(): Promise<Viewer | undefined> { return undefined; }
export async function requireViewer(_path: string): Promise<Viewer> { return { id: 'x', name: 'x', email: 'x' }; }
