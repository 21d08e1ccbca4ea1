/** What a contact waits for to be brought to the phonebook, the most urgent first. */
export const waitsFor = { call: 0, change: 1, copy: 2 } as const;
