/** The part of JSON Schema that n8n's output schemas use. */
export interface JsonSchema {
	type: 'array' | 'boolean' | 'integer' | 'object' | 'string';
	properties?: Record<string, JsonSchema>;
	items?: JsonSchema;
	version?: number;
}

/** The paths that a value and a schema name, such as `watermark.appid`, `list[].name`. */
export function pathsOfSchema(schema: JsonSchema, path = ''): string[] {
	if (schema.type === 'array') return [path, ...pathsOfSchema(schema.items!, `${path}[]`)];
	if (schema.type !== 'object') return [path];
	const inner = Object.entries(schema.properties!).flatMap(([name, one]) =>
		pathsOfSchema(one, path === '' ? name : `${path}.${name}`),
	);
	return path === '' ? inner : [path, ...inner];
}

/** Says what of a value its schema does not describe: `path: reason`. */
export function mismatches(value: unknown, schema: JsonSchema | undefined, path = ''): string[] {
	if (schema === undefined) return [`${path}: not in the schema`];
	const type = typeOf(value);
	if (type !== schema.type) return [`${path}: ${type} instead of ${schema.type}`];
	if (Array.isArray(value)) {
		return value.flatMap((item) => mismatches(item, schema.items, `${path}[]`));
	}
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, one]) =>
		mismatches(one, schema.properties?.[name], path === '' ? name : `${path}.${name}`),
	);
}

/** The paths of a value, in the words of {@link pathsOfSchema}. */
export function pathsOfValue(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) {
		return [path, ...value.flatMap((item) => pathsOfValue(item, `${path}[]`))];
	}
	if (typeof value !== 'object' || value === null) return [path];
	const inner = Object.entries(value).flatMap(([name, one]) =>
		pathsOfValue(one, path === '' ? name : `${path}.${name}`),
	);
	return path === '' ? inner : [path, ...inner];
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
}
