import { sequence } from '@sveltejs/kit/hooks';
import { explainError } from '#lib/server/hooks/explain-error.ts';
import { gate } from '#lib/server/hooks/gate.ts';
import { limitBody } from '#lib/server/hooks/limit-body.ts';
import { requestFacts } from '#lib/server/hooks/request-facts.ts';
import { tellFailure } from '#lib/server/hooks/tell-failure.ts';
import { words } from '#lib/server/hooks/words.ts';

export const handle = sequence(tellFailure, requestFacts, words, gate, limitBody);
export const handleError = explainError;
