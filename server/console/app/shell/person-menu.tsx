import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { Link, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { askPath } from "../data/ask.ts";
import { queries } from "../data/queries.ts";
import { chooseTenant, forgetTenant } from "../data/tenant.ts";
import { Icon } from "../parts/icon.tsx";
import { chooseLanguage, type Language, languages } from "../text/language.ts";

const schemes = ["auto", "light", "dark"] as const;

/** Who one is here, and what is one's own to choose. */
export function PersonMenu() {
  const { t, i18n } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Menu position="bottom-end" width={240} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t("shell.personMenu", { name: me.person?.name ?? me.name })}
        >
          <Icon name="person" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.person ? me.person.email : me.name}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<Icon name="key" />}>
          {t("shell.pages.account")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("shell.theme")}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as (typeof schemes)[number])}>
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`shell.themes.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t("shell.language")}</Menu.Label>
        <Menu.RadioGroup value={i18n.language} onChange={(value) => void chooseLanguage(value as Language)}>
          {Object.entries(languages).map(([language, name]) => (
            <Menu.RadioItem key={language} value={language} lang={language}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {me.tenants.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t("shell.tenant")}</Menu.Label>
            <Menu.RadioGroup value={me.tenant.name} onChange={switchTenant}>
              {me.tenants.map(({ id, name }) => (
                <Menu.RadioItem key={id} value={name}>
                  {name}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="lock" />} onClick={() => void signOut()}>
          {t("shell.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function switchTenant(name: string): void {
  chooseTenant(name);
  // Nothing of another tenant may stay on the page.
  location.assign("/");
}

async function signOut(): Promise<void> {
  await askPath("POST", "/api/auth/sign-out").catch(() => undefined);
  forgetTenant();
  queries.clear();
  location.assign("/sign-in");
}
