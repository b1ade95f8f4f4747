/** Names that Python takes for the same become one: https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const pythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
