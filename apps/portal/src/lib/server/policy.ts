/**
 * Who may ask for a route, by its id. `proven`: an identifier was proven, although it is not chosen yet for whom;
 * `signed-in`: bound to one access. The gate closes a route that is not in the table, and a test compares the table with
 * the routes there are.
 */
export type Permission = 'anyone' | 'proven' | 'signed-in';

export const policy: Readonly<Record<string, Permission>> = {
  '/': 'signed-in',
  '/account': 'signed-in',
  '/account/addresses/[address]': 'signed-in',
  '/account/change': 'signed-in',
  '/account/details': 'signed-in',
  '/account/data': 'signed-in',
  '/ask/[action]': 'signed-in',
  '/book': 'signed-in',
  '/book/[type]/where': 'signed-in',
  '/book/[type]/[address]/questions': 'signed-in',
  '/book/[type]/[address]/when': 'signed-in',
  '/book/check/[hold]': 'signed-in',
  '/book/done/[intervention]': 'signed-in',
  '/enter': 'anyone',
  '/enter/[token]': 'anyone',
  '/files/[file]': 'signed-in',
  '/language': 'anyone',
  '/privacy': 'anyone',
  '/preview': 'anyone',
  '/preview/[token]': 'anyone',
  '/logo/[logo].png': 'anyone',
  '/sign-in': 'anyone',
  '/sign-in/choose': 'proven',
  '/sign-in/code': 'anyone',
  '/sign-in/link': 'anyone',
  '/sign-in/link/[token]': 'anyone',
  '/sign-out': 'anyone',
  '/theme/[accent].css': 'anyone',
  '/visits/[id]': 'signed-in',
  '/visits/[id]/ask/[action]': 'signed-in',
  '/visits/[id]/calendar.ics': 'signed-in',
  '/visits/[id]/cancel': 'signed-in',
  '/visits/[id]/cancel/done': 'signed-in',
  '/visits/[id]/schedule': 'signed-in',
  '/visits/[id]/sign/[action]': 'signed-in',
  '/visits/[id]/form/[purpose]': 'signed-in',
  '/visits/[id]/form/[purpose]/files': 'signed-in',
  '/visits/[id]/reschedule': 'signed-in',
  '/visits/[id]/reschedule/done': 'signed-in',
};
