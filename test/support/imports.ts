/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { dirname, join } from 'node:path';

import ts from 'typescript';

import { filesUnder, readRepositoryFile } from './paths';

/** One import of a source file. */
export interface Import {
	/** The importing file, from the repository's root. */
	from: string;
	/** The imported file, from the repository's root, or the name of a package. */
	to: string;
	isPackage: boolean;
	/** Nothing of it is left at run time. */
	isType: boolean;
}

/** The TypeScript files of folders of the repository. */
export const sourcesOf = (...folders: string[]): string[] =>
	folders.flatMap(filesUnder).filter((path) => path.endsWith('.ts') && !/node_modules/.test(path));

/** Everything that the files import from each other and from packages. */
export function importsOf(files: string[]): Import[] {
	const known = new Set(files);
	return files.flatMap((from) =>
		specifiersIn(from).map(({ name, isType }) => {
			if (!name.startsWith('.')) return { from, to: name, isPackage: true, isType };
			const path = join(dirname(from), name);
			const to = [path, `${path}.ts`, join(path, 'index.ts')].find((one) => known.has(one));
			return { from, to: to ?? path, isPackage: false, isType };
		}),
	);
}

/** Circles of imports that a program meets at run time, each as the files on the way around. */
export function circlesIn(imports: Import[]): string[][] {
	const next = new Map<string, string[]>();
	for (const { from, to, isPackage, isType } of imports) {
		if (!isPackage && !isType) next.set(from, [...(next.get(from) ?? []), to]);
	}
	const finished = new Set<string>();
	const circles: string[][] = [];
	const visit = (file: string, way: string[]): void => {
		const start = way.indexOf(file);
		if (start >= 0) circles.push([...way.slice(start), file]);
		if (start >= 0 || finished.has(file)) return;
		for (const one of next.get(file) ?? []) visit(one, [...way, file]);
		finished.add(file);
	};
	for (const file of next.keys()) visit(file, []);
	return circles;
}

function specifiersIn(path: string): Array<{ name: string; isType: boolean }> {
	const source = ts.createSourceFile(path, readRepositoryFile(path), ts.ScriptTarget.Latest);
	const found: Array<{ name: string; isType: boolean }> = [];
	const add = (node: ts.Node | undefined, isType: boolean): void => {
		if (node && ts.isStringLiteral(node)) found.push({ name: node.text, isType });
	};
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) {
			add(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
		} else if (ts.isExportDeclaration(node)) {
			add(node.moduleSpecifier, node.isTypeOnly);
		} else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
			add(node.argument.literal, true);
		} else if (ts.isCallExpression(node)) {
			const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
			const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
			if (isImport || isRequire) add(node.arguments[0], false);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}
