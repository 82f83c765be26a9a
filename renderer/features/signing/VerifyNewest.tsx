import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../host/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';

const counts = [
  { value: '20', label: 'last 20' },
  { value: '100', label: 'last 100' },
  { value: '1000', label: 'last 1,000' },
] as const;

/** Checks what a bin captured before it was set up like this. */
export function VerifyNewest({ binId, isDisabled }: { binId: string; isDisabled: boolean }) {
  const [count, setCount] = useState<(typeof counts)[number]['value']>('100');
  const [isBusy, setIsBusy] = useState(false);
  const [result, setResult] = useState('');

  const verify = async () => {
    setIsBusy(true);
    setResult('');
    try {
      const found = await call('exchanges.verifyNewest', { binId, limit: Number(count) });
      setResult(
        `${found.verifiedCount} verified, ${found.rejectedCount} rejected, ${found.unverifiedCount} not verified`,
      );
    } catch (error) {
      setResult(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select label="How many" value={count} onChange={setCount} options={counts} className="!w-32" />
      <Button icon={RefreshCw} isBusy={isBusy} disabled={isDisabled} onClick={() => void verify()}>
        Verify them again
      </Button>
      <span role="status" className="nums text-muted">
        {isDisabled ? 'Save first: it is done with what is saved.' : result}
      </span>
    </div>
  );
}
