/**
 * Redraws one picture: its bytes on stdin, what it is for as the argument, a PNG or JPEG on stdout. A process of its own,
 * because what decodes pictures of strangers may crash, hang or be tricked: it is killed when it takes too long, and holds no
 * secret of ours. Exit codes: `pictureExits`.
 */
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { mostWork, pictureExits, pictureUses, type PictureUseName } from './picture-limits.ts';

sharp.concurrency(1);
// Of the many formats libvips reads, these three alone.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadPngBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadWebpBuffer'],
});
setInterval(() => {
  const { user, system } = process.cpuUsage();
  if (user + system > mostWork * 1e6) process.exit(pictureExits.unreadable);
}, 100).unref();

const { mostPixels, box, format } = pictureUses[process.argv[2] as PictureUseName];
const typed = await buffer(process.stdin);
try {
  const { width, height } = await sharp(typed, { limitInputPixels: false }).metadata();
  if (width * height > mostPixels) process.exit(pictureExits.pixels);
  const fitted = sharp(typed, { limitInputPixels: mostPixels, failOn: 'error' })
    .autoOrient()
    .resize({ ...box, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  const drawn =
    format === 'png'
      ? fitted.png({ compressionLevel: 9 })
      : fitted.flatten({ background: '#fff' }).jpeg({ quality: 82, mozjpeg: false });
  process.stdout.write(await drawn.toBuffer());
} catch {
  process.exitCode = pictureExits.unreadable;
}
