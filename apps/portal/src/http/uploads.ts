/** Bytes of a request that sends no files: the longest form has texts of 5,000 characters. */
export const mostOfForm = 64 * 1024;
/** Bytes of a form with files that is sent at once: a few photos. */
export const mostOfUpload = 64 * 1024 * 1024;

/** Whether a path takes files: these alone may be asked for with more than a form's words, and for longer. */
export function takesFiles(path: string): boolean {
  return (
    /^\/visits\/[\w-]+\/(form|ask)\/[\w-]+(\/files)?$/.test(path) ||
    /^\/visits\/[\w-]+\/sign\/[\w-]+$/.test(path) ||
    /^\/ask\/[\w-]+(\/files)?$/.test(path) ||
    /^\/book\/[\w-]+\/[\w-]+\/questions(\/files)?$/.test(path)
  );
}

/** Bytes that the body of a request may have, by where it goes and what it says it is. */
export function mostOfBody(path: string, contentType: string): number {
  return takesFiles(path) && /^(multipart\/form-data|application\/octet-stream)\b/i.test(contentType)
    ? mostOfUpload
    : mostOfForm;
}
