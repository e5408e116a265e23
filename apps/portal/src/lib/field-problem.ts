/** One thing that is wrong with what was typed; `field` is the id of the element it belongs to. */
export interface FieldProblem {
  field: string;
  message: string;
}
