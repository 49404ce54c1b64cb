// The class as a table for spreadsheets: readers × exercises. Pure: no elements here.
//
// UTF-8 with a byte order mark, without which spreadsheets take Cyrillic for something else; lines end as RFC 4180 has it. Where a comma is
// in numbers, spreadsheets expect a semicolon between fields.

const MARK = '\uFEFF';
/** A spreadsheet takes what begins so for a formula, and readers choose their names themselves. */
const FORMULA = /^[\t\r]|^\s*[=+\-@＝＋－＠]/u;

/** The table. `lessons` are those with exercises, `readers` sorted, `words` the heads of the first columns and of the last. */
export function table({ lessons, readers, words, separator }) {
  const columns = lessons.flatMap(({ slug, title, exercises }) => exercises.map((one) => ({ key: `${slug}/${one.name}`, head: `${title}: ${one.title}` })));
  const head = [words.csv_name, words.csv_host, words.csv_address, words.csv_joined, ...columns.map((column) => column.head), words.csv_passed];
  const rows = readers.map(({ person, host, address, joined, passed }) => {
    const days = new Map(passed.map(({ lesson, exercise, day }) => [`${lesson}/${exercise}`, day]));
    const of = columns.map(({ key }) => days.get(key) ?? '');
    return [person, host, address, joined, ...of, String(of.filter(Boolean).length)];
  });
  return MARK + [head, ...rows].map((row) => row.map((text) => field(text)).join(separator) + '\r\n').join('');
}

/** What a spreadsheet set to this language expects between fields. */
export function separatorOf(language) {
  const parts = new Intl.NumberFormat(language).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value === ',' ? ';' : ',';
}

/** Quoted where any spreadsheet might end it: one set to another language takes another separator, and begins a formula behind it. */
function field(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[,;\t"\n\r']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
