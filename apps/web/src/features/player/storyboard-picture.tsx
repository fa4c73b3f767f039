import classes from './storyboard-picture.module.css';

/** Pictures a row and a column of a storyboard. */
const side = 5;

/** The picture of a storyboard that stands for an instant (0..1 of the clip); nothing when the clip has none. */
export function StoryboardPicture({ url, fraction, width }: { url: string | null; fraction: number; width?: number }) {
  if (url === null) return null;
  const index = Math.min(side * side - 1, Math.max(0, Math.floor(fraction * side * side)));
  const position = `${((index % side) / (side - 1)) * 100}% ${(Math.floor(index / side) / (side - 1)) * 100}%`;
  return (
    <span
      className={classes.picture}
      style={{ backgroundImage: `url("${url}")`, backgroundPosition: position, ...(width !== undefined && { width }) }}
    />
  );
}
