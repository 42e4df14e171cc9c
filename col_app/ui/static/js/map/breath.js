// Between two parts of long work the browser paints and hears the reader.
export const breath = () => globalThis.scheduler?.yield?.() ?? new Promise((go) => setTimeout(go));
