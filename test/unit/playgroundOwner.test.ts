/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ownerOf } from '../../playground/n8n/owner';
import { welcome } from '../../playground/n8n/welcome';
import type { PushSettings } from '../../simulator';
import { filesUnder, readRepositoryFile } from '../support/paths';

const EDITOR = 'http://127.0.0.1:5678';
const PHONES = 'http://127.0.0.1:8765';

const folders: string[] = [];
const folder = () => {
	folders.push(mkdtempSync(join(tmpdir(), 'owner-')));
	return folders[folders.length - 1];
};

afterAll(() => folders.forEach((one) => rmSync(one, { recursive: true })));

test('every fresh start has a password of its own, which n8n takes', () => {
	const passwords = Array.from({ length: 20 }, () => ownerOf(folder()).password);
	expect(new Set(passwords).size).toBe(20);
	// n8n: 8 to 64 characters, a digit and a capital letter.
	for (const password of passwords) expect(password).toMatch(/^(?=.*\d)(?=.*[A-Z])[\w-]{24,64}$/);
});

test('a later start of the same n8n has the same password, which nobody else on the machine reads', () => {
	const one = folder();
	expect(ownerOf(one)).toEqual(ownerOf(one));
	const file = join(one, 'owner.json');
	expect(statSync(file).mode & 0o077).toBe(0);
	expect(readFileSync(file, 'utf8')).toContain(ownerOf(one).password);
});

test('the start prints it, and how to call the examples with their header', () => {
	const owner = ownerOf(folder());
	const call = {
		url: 'http://127.0.0.1:5678/webhook/order-paid',
		headers: { 'X-Playground-Key': 'k1' },
		body: { openId: 'o1' },
	};
	const examples = [{ name: 'Order paid', call }, { name: 'Chat' }];
	const text = welcome({ editor: EDITOR, phones: PHONES, owner, examples });
	expect(text).toContain(`password       ${owner.password}\n`);
	expect(text).toContain(
		`curl ${call.url} -H 'Content-Type: application/json' -H 'X-Playground-Key: k1' -d '{"openId":"o1"}'`,
	);
});

const pushTo = (webhook: number): PushSettings => ({
	url: `${EDITOR}/webhook/${webhook}/webhook`,
	token: 't',
	encodingAesKey: 'k',
	mode: 'secure',
	format: 'json',
});

test('the start prints who hears what happens on the phones, and how another workflow hears it', () => {
	const examples = [
		{
			name: 'Receipts',
			push: pushTo(1),
			isPushedTo: true,
		},
		{ name: 'Chat', push: pushTo(2) },
		{ name: 'Order paid' },
	];
	const text = welcome({ editor: EDITOR, phones: PHONES, owner: ownerOf(folder()), examples });
	expect(text).toContain('to "Receipts".');
	const commands = [...text.matchAll(/^ {2}# (.+)\n {2}curl (\S+) .* -d '(.+)'$/gm)];
	expect(commands.map(([, name, url, body]) => [name, url, JSON.parse(body) as object])).toEqual([
		['Chat', `${PHONES}/_control/setPush`, examples[1].push],
	]);
});

test('the start says so where no published workflow hears the phones', () => {
	const examples = [{ name: 'Chat', push: pushTo(2) }];
	const text = welcome({ editor: EDITOR, phones: PHONES, owner: ownerOf(folder()), examples });
	expect(text).not.toContain('undefined');
	expect(text).toContain('to none now');
});

test('no password stands in the sources', () => {
	const sources = ['playground', 'test/e2e', 'test/bench'].flatMap(filesUnder);
	const written = sources.filter((path) =>
		/password: (?:['"]|`[^$`]*`)/i.test(readRepositoryFile(path)),
	);
	expect(sources.length).toBeGreaterThan(30);
	expect(written).toEqual([]);
});
