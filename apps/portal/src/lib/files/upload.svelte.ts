import type { FileLine } from '../server/form-view.ts';

/** A file on its way. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  /** Of its bytes, 0 to 100. */
  percent: number;
  /** Why it did not arrive, in words; null while it is on its way. */
  wrong: string | null;
  cancel(): void;
  retry(): void;
}

interface Options {
  /** Where it goes. */
  to: string;
  /** Code of the field. */
  field: string;
  onuploaded: (file: FileLine) => void;
  /** What to say when there is no connection. */
  failed: (name: string) => string;
}

let keys = 0;

/** Files that are being sent one by one, each with how far it is. The browser tells progress by XMLHttpRequest alone. */
export function uploads({ to, field, onuploaded, failed }: Options) {
  let list = $state<Upload[]>([]);

  function add(file: File): void {
    let request: XMLHttpRequest | undefined;
    const headers = {
      'x-field': field,
      'x-file-name': encodeURIComponent(file.name),
      // Sent again, it is kept once; stopped, it is not kept even if all of it had arrived.
      'x-idempotency-key': newKey(),
    };
    const upload: Upload = $state({
      key: ++keys,
      name: file.name,
      percent: 0,
      wrong: null,
      cancel: () => {
        request?.abort();
        void fetch(to, { method: 'DELETE', headers, keepalive: true }).catch(() => undefined);
        list = list.filter(({ key }) => key !== upload.key);
      },
      retry: () => {
        upload.wrong = null;
        upload.percent = 0;
        request = send();
      },
    });

    function send(): XMLHttpRequest {
      const sending = new XMLHttpRequest();
      sending.open('POST', to);
      sending.responseType = 'json';
      sending.setRequestHeader('content-type', 'application/octet-stream');
      for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
      sending.upload.onprogress = ({ loaded, total }) => {
        upload.percent = total > 0 ? Math.floor((100 * loaded) / total) : 0;
      };
      sending.onerror = () => (upload.wrong = failed(file.name));
      sending.onload = () => {
        const answer = sending.response as ({ message?: string } & Partial<Sent>) | null;
        if (sending.status !== 201 || !answer?.id) {
          upload.wrong = answer?.message ?? failed(file.name);
          return;
        }
        list = list.filter(({ key }) => key !== upload.key);
        onuploaded({ id: answer.id, name: answer.name ?? file.name, picture: isPicture(answer.type ?? '') });
      };
      sending.send(file);
      return sending;
    }

    list.push(upload);
    request = send();
  }

  return {
    get list() {
      return list;
    },
    add,
  };
}

interface Sent {
  id: string;
  name: string;
  type: string;
}

/** Of chance alone: `crypto.randomUUID` is there only where the connection is secure. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

function isPicture(type: string): boolean {
  return type.startsWith('image/');
}
