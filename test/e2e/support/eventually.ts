import { pause } from '../../../playground/n8n/commands';

/** Repeats a check until it passes; after `seconds` its failure is the test's. */
export async function eventually(check: () => Promise<void>, seconds = 60): Promise<void> {
	const end = Date.now() + seconds * 1000;
	while (Date.now() < end) {
		const passed = await check().then(
			() => true,
			() => false,
		);
		if (passed) return;
		await pause(200);
	}
	await check();
}
