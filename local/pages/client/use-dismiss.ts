import { type RefObject, useEffect } from 'react';

/** Calls `dismiss` on Escape and on a press outside of the element, as menus close. */
export function useDismiss(element: RefObject<HTMLElement | null>, dismiss: () => void): void {
  useEffect(() => {
    const pressed = (event: PointerEvent) => {
      if (!element.current?.contains(event.target as Node)) dismiss();
    };
    const typed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      dismiss();
    };
    document.addEventListener('pointerdown', pressed, true);
    document.addEventListener('keydown', typed, true);
    return () => {
      document.removeEventListener('pointerdown', pressed, true);
      document.removeEventListener('keydown', typed, true);
    };
  }, [element, dismiss]);
}
