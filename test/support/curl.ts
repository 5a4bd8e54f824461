/** What a call of curl is made of, as the documentation writes it. */
const PART = /-H '([^:']+): ([^']*)'|-d '([^']*)'|(\S+)/g;

/**
 * Makes a documented call of curl: `curl <url> [-H '<header>'] [-d '<body>']`. curl itself is not on every
 * machine that has Node and git. Gives the JSON that it answers; throws where the call is written in another
 * way, and where the answer is not 200.
 */
export async function makeCall(command: string): Promise<object> {
	const [, given] = /^curl (.+)$/s.exec(command) ?? [];
	if (given === undefined) throw new Error(`No call of curl: ${command}`);
	const urls: string[] = [];
	const headers: Record<string, string> = {};
	let body: string | undefined;
	for (const [, name, value, data, url] of given.matchAll(PART)) {
		if (name !== undefined) headers[name] = value;
		else if (data !== undefined) body = data;
		else urls.push(url);
	}
	const [url, ...others] = urls;
	if (url === undefined || others.length > 0) throw new Error(`Not understood: ${command}`);
	const method = body === undefined ? 'GET' : 'POST';
	const answer = await fetch(`http://${url}`, { method, headers, body });
	if (answer.status !== 200) throw new Error(`${command} was answered ${answer.status}`);
	return (await answer.json()) as object;
}
