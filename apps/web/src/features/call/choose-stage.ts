/** Something that can be shown big, as far as the choice needs it. */
interface Shown {
  participant: { identity: string };
}

/** What is shown big: the person one focuses, else the share one chose, else somebody else's share, else one's own; else nothing. */
export function chooseStage<T extends Shown>(of: {
  shares: readonly T[];
  people: readonly T[];
  chosenShare: string | undefined;
  focused: string | undefined;
  viewerId: string;
}): T | undefined {
  const { shares, people, chosenShare, focused, viewerId } = of;
  const isOf = (identity: string | undefined) => (item: T) => item.participant.identity === identity;
  return (
    people.find(isOf(focused)) ??
    shares.find(isOf(chosenShare)) ??
    // What others show matters more than one's own screen.
    shares.find((item) => item.participant.identity !== viewerId) ??
    shares[0]
  );
}
