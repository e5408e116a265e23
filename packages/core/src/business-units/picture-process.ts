/**
 * Redraws one picture: its bytes on stdin, a PNG on stdout. A process of its own, because what decodes pictures of
 * strangers may crash, hang or be tricked: it is killed when it takes too long, and holds no secret of ours.
 * Exit codes: `pictureExits`.
 */
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { mostPixels, pictureExits, pictureSize } from './picture-limits.ts';

sharp.concurrency(1);
// Of the many formats libvips reads, these three alone.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadPngBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadWebpBuffer'],
});

const typed = await buffer(process.stdin);
try {
  const { width, height } = await sharp(typed, { limitInputPixels: false }).metadata();
  if (width * height > mostPixels) process.exit(pictureExits.pixels);
  const png = await sharp(typed, { limitInputPixels: mostPixels, failOn: 'error' })
    .autoOrient()
    .resize({ ...pictureSize, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .png({ compressionLevel: 9 })
    .toBuffer();
  process.stdout.write(png);
} catch {
  process.exitCode = pictureExits.unreadable;
}
