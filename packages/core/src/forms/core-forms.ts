import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import type * as forms from './types.ts';

/** The use cases of forms: `Core` names this group by one line. */
export interface FormUseCases {
  /** To work on it; an empty one where there is none. */
  page(scope: BusinessUnitScope, form: forms.FormOf): Promise<forms.FormPage>;
  /** All of it or nothing, as a new version. `stale` when somebody saved another since; `values-stored` when answers would go. */
  save(scope: BusinessUnitScope | SystemScope, input: forms.SaveFormInput): Promise<forms.SavedForm>;
  /** Newest first. */
  history(scope: BusinessUnitScope, form: forms.FormOf): Promise<forms.FormVersionEntry[]>;
  /** Takes the last change back, as a version of its own. */
  undo(
    scope: BusinessUnitScope,
    input: forms.FormOf & { revision: number; deletions: Record<string, number> },
  ): Promise<forms.SavedForm>;
  /** A form about an intervention, to be filled in; customers only what the portal asks them. */
  ofVisit(scope: AccessScope | BusinessUnitScope, form: forms.AskedForm): Promise<forms.FormToFill>;
  /** Every one of them that staff fill in now. */
  allOfVisit(scope: BusinessUnitScope, interventionId: string): Promise<forms.FormToFill[]>;
  answerVisit(
    scope: AccessScope | BusinessUnitScope | SystemScope,
    input: forms.AnswerVisitInput,
  ): Promise<forms.AnsweredForm>;
  /** The unit's own fields of a customer. */
  ofCustomer(scope: BusinessUnitScope, customerId: string): Promise<forms.CustomerForm>;
  answerCustomer(
    scope: BusinessUnitScope | SystemScope,
    input: forms.AnswerCustomerInput,
  ): Promise<forms.AnsweredCustomer>;
}
