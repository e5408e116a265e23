import { acceptedFiles } from '@itinera/core/shared';
import { ApiFailure } from '../api/failure.ts';

/** As large as a photo is kept, in pixels; what is smaller than so many bytes is sent as it is. */
const edge = 2000;
const small = 1024 * 1024;

/**
 * A photo as small as it will be kept, drawn anew by the browser, without where it was taken: what a telephone makes of 48
 * million pixels is some hundred kilobytes then, which leave a dead spot soon. What the browser cannot read stays as it is,
 * and the server says what it thinks of it.
 * @throws ApiFailure `invalid` (`type`) for what is no picture by its first bytes.
 */
export async function smallPhoto(file: File): Promise<File> {
  const isTaken = await looksLikePicture(file);
  if (isTaken && file.size <= small) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) {
    if (isTaken) return file;
    throw new ApiFailure(422, 'invalid', { reason: 'type' });
  }
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  if (!drawn || (isTaken && drawn.size >= file.size)) return file;
  return new File([drawn], `${file.name.replace(/\.\w{1,5}$/, '')}.jpg`, { type: drawn.type });
}

/** Whether the first bytes are those of a type that the server takes. */
async function looksLikePicture(file: File): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const text = String.fromCharCode(...bytes);
  const type = text.startsWith('\x89PNG')
    ? 'image/png'
    : text.startsWith('\xff\xd8\xff')
      ? 'image/jpeg'
      : text.startsWith('RIFF') && text.endsWith('WEBP')
        ? 'image/webp'
        : '';
  return type !== '' && acceptedFiles.photo.includes(type);
}
