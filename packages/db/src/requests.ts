/* What customers ask for and sign in the portal. */
export {
  countOpenRequests,
  listCustomerRequests,
  lockCustomerRequest,
  updateCustomerRequest,
  type RequestFilter,
  type RequestSummary,
} from './stores/customer-requests.ts';
export { listSignedDocuments } from './stores/signed-documents.ts';
