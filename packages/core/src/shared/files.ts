const mega = 1024 * 1024;

/** How much may be sent along; bytes. */
export const fileLimits = {
  /** As it comes from a telephone; it is kept smaller. */
  photo: 15 * mega,
  file: 10 * mega,
  signature: mega,
  /** Letters of a name. */
  name: 100,
} as const;

/** What is asked for: any of the types, a picture, or the drawing of somebody's name. */
export type FileKind = 'file' | 'photo' | 'signature';

/** The types that are kept: told by the bytes, never by a name. Pictures become JPEG, drawings PNG. */
export const fileTypes = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'text/plain': 'txt',
} as const;
export type FileType = keyof typeof fileTypes;

/** What a browser offers to choose from. */
export const acceptedFiles: Readonly<Record<FileKind, string>> = {
  photo: 'image/jpeg,image/png,image/webp',
  signature: 'image/png',
  file: '.pdf,.txt,.csv,image/jpeg,image/png,image/webp',
};

/** Whether browsers can show it as a picture. */
export function isPictureType(type: string): boolean {
  return type === 'image/jpeg' || type === 'image/png';
}

/**
 * Everything with which a file of somebody is answered (S48): it is saved, not shown, of no other type than told, and as a page
 * of its own it may do nothing. The name once for old clients, in letters that need no quoting, and once as it is
 * (RFC 6266).
 */
export function downloadHeaders({
  name,
  type,
  size,
}: {
  name: string;
  type: string;
  size: number;
}): Record<string, string> {
  const plain = name.replace(/[^\w.-]/g, '_');
  const whole = encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return {
    'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'content-length': String(size),
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${whole}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  };
}
