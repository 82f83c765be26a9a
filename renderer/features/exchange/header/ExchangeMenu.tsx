import { Clipboard, Download, Ellipsis, Link, SquareTerminal } from 'lucide-react';
import { copyAsCurl, copyBody } from '../../../state/copy-exchange.ts';
import { notify } from '../../../state/notices.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { saveBody } from '../body/save-body.ts';
import { bodyFileName } from '../body/file-name.ts';
import type { ExchangeDetail } from '../use-exchange.ts';

export function ExchangeMenu({ exchange, url }: { exchange: ExchangeDetail; url: string }) {
  const source = { kind: 'exchange', exchangeId: exchange.id } as const;
  const hasBody = exchange.request.body.sizeBytes > 0;
  return (
    <Menu
      trigger={<IconButton label="More actions" icon={Ellipsis} variant="secondary" />}
      groups={[
        [
          {
            label: 'Copy as cURL',
            icon: SquareTerminal,
            kbd: 'C',
            onSelect: () => void copyAsCurl(exchange.id),
          },
          {
            label: 'Copy URL',
            icon: Link,
            onSelect: () => void navigator.clipboard.writeText(url).then(() => notify('Copied the URL')),
          },
          {
            label: 'Copy body',
            icon: Clipboard,
            isDisabled: !hasBody,
            onSelect: () => void copyBody(source),
          },
        ],
        [
          {
            label: 'Save body…',
            icon: Download,
            isDisabled: !hasBody,
            onSelect: () =>
              void saveBody(source, bodyFileName(exchange), exchange.request.body.encoding !== undefined),
          },
        ],
      ]}
    />
  );
}
