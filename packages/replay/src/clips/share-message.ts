/**
 * The words that go with a clip shared in a channel: whole minutes as they were asked for, any other length as m:ss.
 * @param asked what was asked for, in seconds
 * @param got what the clip holds, in seconds
 */
export function shareMessage(asked: number, got: number): string {
  const seconds = Math.round(got);
  // A clip that is shorter than its button said tells its true length.
  const isWholeMinutes = seconds % 60 === 0 && Math.abs(asked - got) < 1 && seconds > 0;
  return `🎬 Replay captured (${isWholeMinutes ? `${seconds / 60} min` : formatMinutes(seconds)})`;
}

function formatMinutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
