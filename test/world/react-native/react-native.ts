/**
 * The least of react-native that posthog-react-native needs without a device: where the app runs, and that it stays in the
 * foreground. Its components are only named by surveys, which no test shows.
 */
export const Platform = {
  OS: "ios",
  Version: "18.0",
  select: <T>(choices: { readonly ios?: T; readonly default?: T }): T | undefined =>
    choices.ios ?? choices.default,
};
export const AppState = { currentState: "active", addEventListener: () => ({ remove: () => {} }) };
export const Linking = { getInitialURL: () => Promise.resolve(null) };
export const Dimensions = { get: () => ({ width: 390, height: 844 }) };
export const StyleSheet = { create: <T>(styles: T): T => styles };
export const UIManager = {};
