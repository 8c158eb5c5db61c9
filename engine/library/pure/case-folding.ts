/** `casefold()`: Unicode's NFKC_Casefold, built from what JavaScript has (`spec/runtime.md 3`). */

export const normalForms = ['NFKCCaseFold', 'NFC', 'NFD', 'NFKC', 'NFKD'] as const;
export type NormalForm = (typeof normalForms)[number];

export const isNormalForm = (text: string): text is NormalForm => normalForms.includes(text as NormalForm);

export function normalise(text: string, form: NormalForm): string {
  if (form !== 'NFKCCaseFold') return text.normalize(form);
  const visible = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return [...visible].map(foldCase).join('').normalize('NFKC');
}

/** Upper and lower case in a row folds what has several lower forms (ß, ς, ſ); the dotless i folds to itself. */
const foldCase = (character: string): string =>
  character === 'ı' ? character : character.toUpperCase().toLowerCase();
