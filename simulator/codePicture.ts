/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { createHash } from 'node:crypto';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

import type { Destination } from './state/links';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const KEYWORD = 'destination';
const RGBA = 6;
const DOTS = 21;
/** The smallest JPEG there is: one gray dot. */
const JPEG = Buffer.from(
	[
		'ffd8',
		`ffdb004300${'01'.repeat(64)}`,
		'ffc0000b080001000101011100',
		`ffc400140001${'00'.repeat(16)}`,
		`ffc400141001${'00'.repeat(16)}`,
		'ffda0008010100003f003f',
		'ffd9',
	].join(''),
	'hex',
);
const START_OF_JPEG = 2;
const COMMENT = Buffer.from('fffe', 'hex');

/** What a code looks like. */
export interface CodeStyle {
	/** Pixels on each side. */
	width: number;
	transparent: boolean;
	/** Red, green and blue of the dots. */
	color: [number, number, number];
}

/**
 * A picture of a code as PNG. No camera reads its dots: where it leads stands in a text chunk, which
 * {@link scanCode} reads.
 */
export function drawCode(destination: Destination, style: CodeStyle): Buffer {
	const { width } = style;
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(width, 4);
	header.writeUInt8(8, 8);
	header.writeUInt8(RGBA, 9);
	const text = JSON.stringify(destination);
	const compressed = deflateSync(Buffer.from(text));
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('zTXt', Buffer.concat([Buffer.from(`${KEYWORD}\0\0`), compressed])),
		chunk('IDAT', deflateSync(pixels(text, style))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** The same as JPEG: one dot, with where it leads in its comment. */
export function drawCodeAsJpeg(destination: Destination): Buffer {
	const text = Buffer.from(JSON.stringify(destination));
	const length = Buffer.alloc(2);
	length.writeUInt16BE(text.length + length.length);
	const rest = JPEG.subarray(START_OF_JPEG);
	return Buffer.concat([JPEG.subarray(0, START_OF_JPEG), COMMENT, length, text, rest]);
}

/** Where a code leads; undefined where the picture is none of the simulator's codes. */
export function scanCode(picture: Buffer): Destination | undefined {
	const text = picture.subarray(0, SIGNATURE.length).equals(SIGNATURE)
		? textOfPng(picture)
		: textOfJpeg(picture);
	return text === undefined ? undefined : (JSON.parse(text) as Destination);
}

function textOfPng(picture: Buffer): string | undefined {
	for (let at = SIGNATURE.length; at + 12 <= picture.length; ) {
		const length = picture.readUInt32BE(at);
		const data = picture.subarray(at + 8, at + 8 + length);
		if (picture.toString('latin1', at + 4, at + 8) === 'zTXt') {
			return inflateSync(data.subarray(KEYWORD.length + 2)).toString('utf8');
		}
		at += length + 12;
	}
	return undefined;
}

function textOfJpeg(picture: Buffer): string | undefined {
	const isComment = picture.subarray(START_OF_JPEG, START_OF_JPEG + 2).equals(COMMENT);
	if (!isComment) return undefined;
	return picture.toString('utf8', 6, 4 + picture.readUInt16BE(4));
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	check.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, check]);
}

/** Rows of RGBA dots, each after its filter byte; what is dark follows from the text. */
function pixels(text: string, { width, transparent, color }: CodeStyle): Buffer {
	const dots = createHash('sha512').update(text).digest();
	const isDark = (row: number, column: number) => {
		const bit = row * DOTS + column;
		return (dots[bit >> 3] & (1 << (bit & 7))) !== 0;
	};
	const rowLength = 1 + width * 4;
	const rows = Buffer.alloc(rowLength * width, 0);
	const paper = transparent ? [0, 0, 0, 0] : [255, 255, 255, 255];
	for (let y = 0; y < width; y++) {
		for (let x = 0; x < width; x++) {
			const dark = isDark(Math.floor((y * DOTS) / width), Math.floor((x * DOTS) / width));
			rows.set(dark ? [...color, 255] : paper, y * rowLength + 1 + x * 4);
		}
	}
	return rows;
}
