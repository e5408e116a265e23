import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { m } from '../paraglide/messages.js';
import type { EpochSeconds } from '../shared/units.ts';
import type { ReportAnswer } from './answered.ts';
import type { ReportContent } from './content.ts';

/** What stands under every page, and when it was made. */
export interface ReportMake {
  version: number;
  madeAt: EpochSeconds;
  /** The same for people. */
  when: string;
}

/** A picture (JPEG) by the id of its file; null: it is none, or gone. */
export type PictureOf = (fileId: string) => Promise<Buffer | null>;

/** A file that is named where it is no picture. */
export type NameOf = (fileId: string) => string | null;

const { resolve } = createRequire(import.meta.url);
/** With the letters of Latin, Greek, Cyrillic and more, so that no name is lost. */
const fonts = {
  plain: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};
/** Points, of 1/72 inch. */
const margin = 50;
const labelWidth = 135;
const gap = 12;
const photoBox = 238;
const ink = '#1a1d21';
const soft = '#555c66';

/** What else is drawn. */
export interface ReportParts {
  logo: Buffer | null;
  pictureOf: PictureOf;
  nameOf: NameOf;
  /** Said of the answers, before them. */
  note: string | null;
}

/** An empty report: what is drawn into it is read from it, page by page. The same content makes the same bytes. */
export function newReport(
  { title, language, company }: ReportContent,
  { madeAt }: ReportMake,
): PDFKit.PDFDocument {
  return new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: language,
    displayTitle: true,
    font: fonts.plain,
    info: {
      Title: plain(title),
      Author: plain(company.name),
      Creator: 'Itinera',
      Producer: 'Itinera',
      CreationDate: new Date(madeAt * 1000),
    },
  });
}

/** Draws a report to its end. Of its pictures one is in memory at a time. */
export async function drawReport(
  doc: PDFKit.PDFDocument,
  content: ReportContent,
  make: ReportMake,
  { logo, pictureOf, nameOf, note }: ReportParts,
): Promise<void> {
  drawHead(doc, content, logo);
  if (content.intro) drawWords(doc, content.intro);
  for (const { label, text } of content.facts) drawLine(doc, label, text);
  if (content.answers.length > 0) {
    heading(doc, m.report_answers({}, { locale: content.language }));
    if (note !== null) drawNote(doc, note);
    for (const answer of content.answers) await drawAnswer(doc, answer, pictureOf, nameOf);
  }
  if (content.ending) drawWords(doc, content.ending);
  drawFeet(doc, content, make);
  doc.end();
}

function drawHead(doc: PDFKit.PDFDocument, { company, title }: ReportContent, logo: Buffer | null): void {
  const width = contentWidth(doc);
  const half = width / 2;
  if (logo) doc.image(logo, margin, margin, { fit: [half - gap, 48] });
  doc.fillColor(ink).font(fonts.bold).fontSize(12);
  doc.text(plain(company.name), margin + half, margin, { width: half, align: 'right' });
  doc.font(fonts.plain).fontSize(9).fillColor(soft);
  for (const line of company.contact) doc.text(plain(line), { width: half, align: 'right' });
  const under = Math.max(doc.y, logo ? margin + 48 : 0) + gap;
  doc.rect(margin, under, width, 3).fill(company.colour ?? ink);
  doc.fillColor(ink).font(fonts.bold).fontSize(18);
  doc.text(plain(title), margin, under + 18, { width });
  doc.moveDown(0.5);
}

function heading(doc: PDFKit.PDFDocument, text: string): void {
  room(doc, 70);
  doc.font(fonts.bold).fontSize(13).fillColor(ink);
  doc.text(text, margin, doc.y + gap, { width: contentWidth(doc) });
  doc.moveDown(0.4);
}

function drawNote(doc: PDFKit.PDFDocument, text: string): void {
  doc.font(fonts.plain).fontSize(9).fillColor(soft);
  doc.text(text, margin, doc.y, { width: contentWidth(doc) });
  doc.moveDown(0.6);
}

/** Words of the company's, over the whole width. */
function drawWords(doc: PDFKit.PDFDocument, text: string): void {
  room(doc, 40);
  doc.font(fonts.plain).fontSize(10).fillColor(ink);
  doc.text(plain(text), margin, doc.y + 4, { width: contentWidth(doc) });
  doc.moveDown(0.8);
}

/** A label and beside it what it says, over as many lines and pages as that takes. */
function drawLine(doc: PDFKit.PDFDocument, label: string, text: string): void {
  const words = plain(text);
  const name = plain(label);
  doc.font(fonts.plain).fontSize(10);
  const tall = doc.heightOfString(name, { width: labelWidth });
  room(doc, tall + 4);
  const { y } = doc;
  doc.fillColor(soft).text(name, margin, y, { width: labelWidth });
  const { count } = doc.bufferedPageRange();
  doc.y = y;
  if (words !== '')
    doc.fillColor(ink).text(words, margin + labelWidth + gap, y, {
      width: contentWidth(doc) - labelWidth - gap,
    });
  // Beside a label of many lines there may be one; on another page there is no label.
  if (doc.bufferedPageRange().count === count) doc.y = Math.max(doc.y, y + tall);
  doc.x = margin;
  doc.y += 4;
}

async function drawAnswer(
  doc: PDFKit.PDFDocument,
  { label, text, files, kind }: ReportAnswer,
  pictureOf: PictureOf,
  nameOf: NameOf,
): Promise<void> {
  const names = kind === 'files' ? files.flatMap((id) => nameOf(id) ?? []).join('\n') : text;
  drawLine(doc, label, names);
  const box = kind === 'signature' ? { width: 200, height: 80 } : { width: photoBox, height: photoBox };
  let column = 0;
  let rowHeight = 0;
  for (const id of files) {
    const bytes = await pictureOf(id);
    if (!bytes) continue;
    if (column === 0) {
      room(doc, box.height + gap);
      rowHeight = 0;
    }
    const { y } = doc;
    doc.image(bytes, margin + column * (photoBox + gap), y, { fit: [box.width, box.height] });
    rowHeight = Math.max(rowHeight, box.height);
    doc.y = y;
    if (column === 1) doc.y += rowHeight + gap;
    column = 1 - column;
  }
  if (column === 1) doc.y += rowHeight + gap;
}

/** Under every page: when it was made, which version it is, and the page of how many. */
function drawFeet(doc: PDFKit.PDFDocument, { language }: ReportContent, { when, version }: ReportMake): void {
  const locale = { locale: language };
  const { start, count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index);
    // Below the margin, where a text would otherwise begin a new page.
    doc.page.margins.bottom = 0;
    doc.font(fonts.plain).fontSize(8).fillColor(soft);
    const y = doc.page.height - margin + 14;
    const made = `${m.report_made({ when }, locale)} · ${m.report_version({ number: version }, locale)}`;
    const page = m.report_page({ page: index + 1, pages: count }, locale);
    doc.text(made, margin, y, { lineBreak: false });
    doc.text(page, doc.page.width - margin - doc.widthOfString(page), y, { lineBreak: false });
  }
}

/** Begins a new page where less than this is left of the page. */
function room(doc: PDFKit.PDFDocument, height: number): void {
  if (doc.y + height > doc.page.height - margin) doc.addPage();
}

function contentWidth(doc: PDFKit.PDFDocument): number {
  return doc.page.width - 2 * margin;
}

/** A text as letters alone: no control characters, nothing that turns writing round. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '    ')
    .replace(/[^\P{Cc}\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}
