/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who signs in: made the owner of an instance that has none. */
export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

const PASSWORD_BYTES = 18;

/** An owner with a new random password: any page that reaches the instance can try a known one. */
export function newOwner(): Owner {
	return {
		email: 'owner@example.com',
		// n8n wants a capital letter and a digit, which chance may leave out.
		password: `N8${randomBytes(PASSWORD_BYTES).toString('base64url')}`,
		firstName: 'Play',
		lastName: 'Ground',
	};
}

/** The owner of the n8n that keeps its data in a folder: a new one at its first start, then the same again. */
export function ownerOf(folder: string): Owner {
	const file = join(folder, 'owner.json');
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Owner;
	const owner = newOwner();
	mkdirSync(folder, { recursive: true });
	writeFileSync(file, JSON.stringify(owner), { mode: 0o600 });
	return owner;
}
