/** The settings that the server reads, from `initializationOptions` and `workspace/didChangeConfiguration`, in the section `fql`. */
export interface Settings {
  inlayHints: boolean;
}

export const defaultSettings: Settings = { inlayHints: false };

/** Reads `{ fql: { inlayHints: { enabled } } }`; whatever is missing or of another type keeps its default. */
export function readSettings(settings: unknown): Settings {
  const enabled = property(property(property(settings, 'fql'), 'inlayHints'), 'enabled');
  return { inlayHints: typeof enabled === 'boolean' ? enabled : defaultSettings.inlayHints };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
