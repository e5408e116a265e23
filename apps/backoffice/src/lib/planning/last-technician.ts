const key = 'itinera-technician';

/** Whose day was looked at last in this browser. */
export function lastTechnician(): string | null {
  return localStorage.getItem(key);
}

export function rememberTechnician(id: string): void {
  localStorage.setItem(key, id);
}
