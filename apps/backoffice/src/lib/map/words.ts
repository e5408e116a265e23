import { m } from '#words';

/** MapLibre's own texts. */
export function mapWords(): Record<string, string> {
  return {
    'Map.Title': m.map_label(),
    'NavigationControl.ZoomIn': m.map_zoom_in(),
    'NavigationControl.ZoomOut': m.map_zoom_out(),
    'AttributionControl.ToggleAttribution': m.map_attribution(),
    'CooperativeGesturesHandler.WindowsHelpText': m.map_scroll_hint({ key: 'Ctrl' }),
    'CooperativeGesturesHandler.MacHelpText': m.map_scroll_hint({ key: '⌘' }),
    'CooperativeGesturesHandler.MobileHelpText': m.map_touch_hint(),
  };
}
