import { useEffect, useState } from 'react';
import type { TokenReport } from '../../../../shared/model/token.ts';
import { call } from '../../../host/call.ts';
import { saveSecret } from '../../../state/secrets.ts';
import { useWorkbench } from '../../../state/workbench.ts';
import { SecretField } from '../../../ui/SecretField.tsx';
import { recall, remember } from '../remembered.ts';
import { TokenCard } from './TokenCard.tsx';

export interface TokensProps {
  exchangeId: string;
  binId: string;
  /** Which of them: those in the headers, or those in the body. */
  part: 'header' | 'body';
}

/** The JWTs of a request, decoded and checked; nothing where there are none. The key is remembered for the bin. */
export function Tokens({ exchangeId, binId, part }: TokensProps) {
  const secrets = useWorkbench((state) => state.secrets.secrets);
  const [secretName, setSecretName] = useState(recall('token', binId).secretName);
  const isKnown = secretName !== undefined && secrets.some(({ name }) => name === secretName);
  const used = isKnown ? secretName : undefined;
  const [tokens, setTokens] = useState<TokenReport[]>([]);
  useEffect(() => {
    let isStale = false;
    void call('tokens.inspect', { exchangeId, ...(used === undefined ? {} : { secretName: used }) })
      .then((found) => {
        if (!isStale) setTokens(found.tokens);
      })
      // A body that can’t be read says so itself, where it is shown.
      .catch(() => undefined);
    return () => {
      isStale = true;
    };
  }, [exchangeId, used]);

  const shown = tokens.filter(({ place }) => place.startsWith(part));
  if (shown.length === 0) return null;
  return (
    <section aria-label="Tokens" className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-start gap-3">
        <h3 className="h-7 flex-1 leading-7 font-semibold">Tokens</h3>
        <SecretField
          label="Key of the signature"
          secrets={secrets}
          value={used}
          onChange={(name) => {
            setSecretName(name);
            remember('token', binId, name === undefined ? {} : { secretName: name });
          }}
          onSave={saveSecret}
          noneLabel="Signature not checked"
          suggestedName="jwt"
          valueHint="The shared secret, a public key or certificate as PEM, a JWK or a JWK set"
          isMultiline
          className="flex w-64 min-w-0 flex-col gap-2"
        />
      </div>
      {shown.map((token, index) => (
        <TokenCard key={`${token.place}-${index}`} token={token} />
      ))}
    </section>
  );
}
