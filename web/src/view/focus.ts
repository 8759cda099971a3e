/** Puts the cursor into a field when it appears. As the same function each time, it is called only then. */
export function focused(field: HTMLElement | null): void {
  field?.focus();
}
