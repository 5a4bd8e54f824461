/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from '../../../playground/n8n/commands';
import { installDebianPackages } from '../../support/debian';

/** Files of a server that shows its leaf and the intermediate, and of a client that trusts the root alone. */
export interface Certificates {
	/** For `NODE_EXTRA_CA_CERTS` and nginx's `proxy_ssl_trusted_certificate`. */
	root: string;
	/** The leaf, then the intermediate. */
	chain: string;
	key: string;
}

const DAYS = '30';

/**
 * Makes a chain as public servers have it, root > intermediate > leaf, with RSA keys of 2048 bits.
 * @param folder where the files go
 * @param names what the leaf is for, e.g. `DNS:api.example`, `IP:127.0.0.1`
 */
export async function makeCertificates(folder: string, names: string[]): Promise<Certificates> {
	if (!existsSync('/usr/bin/openssl')) {
		await installDebianPackages('The certificates need', ['openssl']);
	}
	const file = (name: string) => join(folder, name);
	const openssl = async (...args: string[]) => await run('openssl', args, { cwd: folder });
	const request = async (name: string, subject: string) =>
		await openssl(
			...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${subject}`],
			...['-keyout', `${name}.key`, '-out', `${name}.csr`],
		);
	const sign = async (name: string, by: string, extensions: string[]) => {
		writeFileSync(file(`${name}.ext`), extensions.join('\n'));
		await openssl(
			...['x509', '-req', '-sha256', '-days', DAYS, '-in', `${name}.csr`, '-out', `${name}.pem`],
			...['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'],
			...['-extfile', `${name}.ext`],
		);
	};
	await openssl(
		...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', DAYS],
		...['-subj', '/CN=Bench Root', '-keyout', 'root.key', '-out', 'root.pem'],
		...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
	);
	await request('intermediate', 'Bench Intermediate');
	await sign('intermediate', 'root', [
		'basicConstraints=critical,CA:TRUE,pathlen:0',
		'keyUsage=critical,keyCertSign,cRLSign',
	]);
	await request('leaf', 'Bench Leaf');
	await sign('leaf', 'intermediate', [
		'basicConstraints=critical,CA:FALSE',
		'keyUsage=critical,digitalSignature',
		'extendedKeyUsage=serverAuth',
		`subjectAltName=${names.join(',')}`,
	]);
	const both = ['leaf.pem', 'intermediate.pem'].map((name) => readFileSync(file(name), 'utf8'));
	writeFileSync(file('chain.pem'), both.join(''));
	return { root: file('root.pem'), chain: file('chain.pem'), key: file('leaf.key') };
}
