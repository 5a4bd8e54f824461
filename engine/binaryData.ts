import { container, core } from './n8nCore';

/** The parts of n8n-core's service that its server sets up (binary-data.service.ts). */
interface FileStore {
	mode: string;
	config: { mode: string; availableModes: string[]; localStoragePath: string };
	init(): Promise<void>;
}

/**
 * Has n8n-core keep the files of executions in a folder, as an n8n in filesystem mode does, until the
 * function that it gives is called. Otherwise they stand in the items themselves, in base64. This holds
 * for all engines of the process, because n8n-core has one store.
 */
export async function keepFilesIn(folder: string): Promise<() => void> {
	const store = container.get<unknown>(core.BinaryDataService) as FileStore;
	Object.assign(store.config, {
		mode: 'filesystem',
		availableModes: ['filesystem'],
		localStoragePath: folder,
	});
	await store.init();
	return () => {
		// No store has this name: n8n-core then leaves files in the items.
		store.mode = 'default';
	};
}
