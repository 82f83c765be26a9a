import { expect, type Locator, type Page } from 'playwright/test';
import { BinList } from './bin-list.ts';
import { ComposePage } from './compose-page.ts';
import { RequestDetail } from './request-detail.ts';
import { RequestList } from './request-list.ts';
import { PaypalLabPage } from './paypal-lab-page.ts';
import { Palette } from './palette.ts';
import { RepliesPage } from './replies-page.ts';
import { SettingsPage } from './settings-page.ts';
import { TunnelCard } from './tunnel-card.ts';

export type PlaceName = 'Bins' | 'Compose' | 'Settings';

/** The window, as a user sees it. */
export class Workbench {
  readonly page: Page;
  readonly bins: BinList;
  readonly requests: RequestList;
  readonly detail: RequestDetail;
  readonly replies: RepliesPage;
  readonly compose: ComposePage;
  readonly tunnel: TunnelCard;
  readonly paypalLab: PaypalLabPage;
  readonly settings: SettingsPage;
  readonly palette: Palette;
  readonly heading: Locator;
  /** What an empty bin shows. */
  readonly firstRequest: Locator;
  /** Sentences in the corner. */
  readonly notices: Locator;

  constructor(page: Page) {
    this.page = page;
    this.bins = new BinList(page);
    this.requests = new RequestList(page);
    this.detail = new RequestDetail(page);
    this.replies = new RepliesPage(page);
    this.compose = new ComposePage(page);
    this.tunnel = new TunnelCard(page);
    this.paypalLab = new PaypalLabPage(page);
    this.settings = new SettingsPage(page);
    this.palette = new Palette(page);
    this.heading = page.getByRole('heading', { level: 1 });
    this.firstRequest = page.getByRole('region', { name: 'Send the first request' });
    this.notices = page.locator('[data-sonner-toast]');
  }

  /** Goes to one of the places of the rail. */
  async goTo(place: PlaceName): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: place }).click();
    await expect(
      this.page.getByRole('navigation', { name: 'Places' }).locator('[aria-current=page]'),
    ).toContainText(place);
  }

  /** Closes what stands open and goes back to the bins, so that the next test finds the window as usual. */
  async reset(): Promise<void> {
    for (const dialog of await this.page.getByRole('dialog').all()) {
      if (await dialog.isVisible()) await this.page.keyboard.press('Escape');
    }
    await this.goTo('Bins');
    const requests = this.page.getByRole('tab', { name: 'Requests', exact: true });
    // A click on a tab that has the focus already would keep the next Tab key from finding it.
    const isElsewhere =
      (await requests.isVisible()) && (await requests.getAttribute('aria-selected')) !== 'true';
    if (isElsewhere) await requests.click();
  }

  /** A notice with this text. */
  notice(text: string | RegExp): Locator {
    return this.notices.filter({ hasText: text });
  }

  /** Clicks the one button of a notice, such as Undo. */
  async answerNotice(text: string | RegExp, button: string): Promise<void> {
    await this.notice(text).getByRole('button', { name: button }).click();
  }
}
