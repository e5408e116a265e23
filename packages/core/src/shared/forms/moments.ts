const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A date that exists, `YYYY-MM-DD`, from the year 1000 on. */
export function isDate(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const most = month === 2 && leap ? 29 : (days[month - 1] ?? 0);
  return day >= 1 && day <= most;
}

/** A time of day, `HH:MM`. */
export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** A date and a time on the clock of the place, `YYYY-MM-DDTHH:MM`. */
export function isDateTime(text: string): boolean {
  return text.length === 16 && text[10] === 'T' && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

/** What a date, time or both must be like. */
export function isMoment(type: string, text: string): boolean {
  return type === 'date' ? isDate(text) : type === 'time' ? isTime(text) : isDateTime(text);
}
