// The page's words, in its language (web/texts, section `teacher`), and how numbers and times are put into them.

import { fill } from '../class/words.js';

export const texts = JSON.parse(document.querySelector('[data-teacher-texts]').textContent);
export const language = document.documentElement.lang;

const plural = new Intl.PluralRules(language);
const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
const calendar = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });

/** A text that has forms for numbers. */
export function counted(forms, count, values = {}) {
  return fill(forms[plural.select(count)] ?? forms.other, { count, ...values });
}

/** How long: 12 s, 3:07, 1:02:03. */
export function lasting(seconds) {
  if (seconds < 60) return fill(texts.seconds, { count: seconds });
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A moment as the clock on the wall has it. */
export const timeOf = (moment) => clock.format(new Date(moment));

/** A day, given as 2026-11-26. */
export function dayOf(day) {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.valueOf()) ? day : calendar.format(date);
}

/** What a program does, in words. */
export function doing({ state, wait, error }) {
  if (state === 'failed') return error || texts.state_failed;
  return texts[`wait_${wait}`] ?? texts[`state_${state}`] ?? state;
}
