/** The script that tells of the rules of a page. Runs in the page, before anything else there. */

/** What a page tells of a rule: that it began, or how it ended. */
export interface RuleNotice {
  type: 'ruleTriggered' | 'ruleCompleted' | 'ruleConditionFailed' | 'ruleActionFailed';
  /** Tells documents apart: one address may be opened twice. */
  document: string;
  url: string;
  id: string;
  name: string;
  /** The condition or action that failed. */
  failed: { modulePath: string; index: number } | undefined;
  /** The library runs the parts of all its rules one after the other. */
  isQueued: boolean;
}

interface Component {
  modulePath: string;
}

/** What turbine gives to a monitor. */
interface RuleEvent {
  rule: { id?: string; name?: string; conditions?: Component[]; actions?: Component[] };
  condition?: Component;
  action?: Component;
}

interface Satellite {
  _monitors?: unknown;
  _container?: { property?: { settings?: { ruleComponentSequencingEnabled?: boolean } } };
}

interface MonitoredWindow {
  location: { href: string };
  [binding: string]: unknown;
}

/**
 * Adds a monitor to whatever becomes `_satellite`, and to whatever list of monitors the page gives it. The page sees
 * two things of it: `'_satellite' in window` is true from the start, and turbine in debug mode warns of those who look
 * at `_monitors` and `_container`.
 *
 * It can use nothing from outside itself, and holds no function with a name but accessors, as a build that keeps names
 * would call a helper there that the page does not have.
 *
 * @param bindingName of the function that takes a `RuleNotice`; taken away before the page can see it.
 */
export function watchRulesInPage(bindingName: string): void {
  const page = globalThis as unknown as MonitoredWindow;
  const tell = page[bindingName] as ((notice: RuleNotice) => void) | undefined;
  if (tell === undefined) return;
  delete page[bindingName];

  const document = `${Date.now()} ${Math.random()}`;
  const watched = new WeakSet();
  let satellite: unknown;

  const monitor: Record<string, (event: RuleEvent) => void> = {};
  for (const type of ['ruleTriggered', 'ruleCompleted', 'ruleConditionFailed', 'ruleActionFailed'] as const) {
    monitor[type] = ({ rule, condition, action }) => {
      const { _container: container } = satellite as Satellite;
      const component = condition ?? action;
      const siblings = (condition === undefined ? rule.actions : rule.conditions) ?? [];
      tell({
        type,
        document,
        url: page.location.href,
        id: rule.id ?? '',
        name: rule.name ?? '',
        failed: component && { modulePath: component.modulePath, index: siblings.indexOf(component) },
        isQueued: container?.property?.settings?.ruleComponentSequencingEnabled === true,
      });
    };
  }

  Object.defineProperty(page, '_satellite', {
    configurable: true,
    enumerable: true,
    get(): unknown {
      return satellite;
    },
    set(value: unknown): void {
      satellite = value;
      if (typeof value !== 'object' || value === null || watched.has(value)) return;
      watched.add(value);
      let monitors: unknown[] = [];
      const { _monitors: given } = value as Satellite;
      Object.defineProperty(value, '_monitors', {
        configurable: true,
        get(): unknown {
          return monitors;
        },
        set(others: unknown): void {
          monitors = Array.isArray(others) ? others : [];
          if (!monitors.includes(monitor)) monitors.push(monitor);
        },
      });
      Object.assign(value, { _monitors: given });
    },
  });
}
