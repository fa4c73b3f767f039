'use client';
import { Modal, type ModalProps } from '@mantine/core';
import { createContext, use, useEffect, useState } from 'react';

/** How a dialog tells the one underneath that it lies over it. */
const CoverContext = createContext<(isCovered: boolean) => void>(() => undefined);

/** A dialog over which another may ask something: Escape closes only the upper one. */
export function CoverableDialog(props: Omit<ModalProps, 'closeOnEscape'>) {
  const [isCovered, setIsCovered] = useState(false);
  return (
    <CoverContext value={setIsCovered}>
      <Modal {...props} closeOnEscape={!isCovered} />
    </CoverContext>
  );
}

/** Covers the dialog underneath, if there is one, for as long as this one is open. */
export function useCover(isOpen: boolean): void {
  const cover = use(CoverContext);
  useEffect(() => {
    if (!isOpen) return;
    cover(true);
    return () => cover(false);
  }, [isOpen, cover]);
}
