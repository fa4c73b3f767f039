'use client';
import { Container } from '@mantine/core';
import { ErrorState } from '@reprise/ui';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <Container component="main" size="sm" py={80}>
      <ErrorState title="This page broke" text="Something went wrong while showing it." onRetry={reset} />
    </Container>
  );
}
