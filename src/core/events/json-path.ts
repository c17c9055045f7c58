/** One step into a JSON value: the name of a member, or the index in a list. */
export type PathStep = string | number;
export type JsonPath = readonly PathStep[];

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `data.new_state.attributes.battery`, `data.service_data.entity_id[0]`, `data["odd name"]`. Empty for the whole. */
export function formatPath(path: JsonPath): string {
  return path
    .map((step, place) => {
      if (typeof step === 'number') return `[${String(step)}]`;
      if (!PLAIN_NAME.test(step)) return `[${JSON.stringify(step)}]`;
      return place === 0 ? step : `.${step}`;
    })
    .join('');
}

/** The value at a path; `undefined` if there is none. Only own members count. */
export function valueAt(root: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Readonly<Record<PathStep, unknown>>)[step];
  }, root);
}
