import { Menu } from "@mantine/core";
import { Link, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../parts/icon.tsx";
import { pagesOf } from "./pages.ts";
import css from "./shell.module.css";

/** As many as a phone's width holds with their words; the others stand behind "More" there. */
const onPhone = 4;

/** Left of every page; on a phone below it. */
export function Navigation() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const seen = pagesOf(me);
  return (
    <nav className={css.navigation} aria-label={t("shell.navigation")}>
      <div className={css.brand}>
        <img src="/icon.svg" alt="" width={20} height={20} />
        {t("shell.product")}
      </div>
      {seen.map(({ key, to, icon, last }, index) => (
        <Link
          key={key}
          to={to}
          activeOptions={{ exact: to === "/", includeSearch: false }}
          className={[css.item, last ? css.last : "", index >= onPhone ? css.folded : ""].join(" ")}
        >
          <Icon name={icon} />
          <span>{t(`shell.pages.${key}`)}</span>
        </Link>
      ))}
      {seen.length > onPhone && (
        <Menu position="top-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <button type="button" className={`${css.item} ${css.more}`}>
              <Icon name="more" />
              <span>{t("shell.more")}</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {seen.slice(onPhone).map(({ key, to, icon }) => (
              <Menu.Item key={key} component={Link} to={to} leftSection={<Icon name={icon} />}>
                {t(`shell.pages.${key}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  );
}
