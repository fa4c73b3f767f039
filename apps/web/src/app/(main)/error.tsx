'use client';
import { ErrorState } from '@reprise/ui';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return <ErrorState title="This page broke" text="Something went wrong while showing it." onRetry={reset} />;
}
