import type { ImportColumn } from '../target.ts';

/**
 * CAD-US-05, as far as Itinera has a field for it. Not read: `password` (people are invited, and choose their own),
 * `email_notification` and `assignment_message`, for which there is nothing yet.
 */
export const technicianColumns: readonly ImportColumn[] = [
  { field: 'id', names: ['technician_id'] },
  { field: 'first_name', names: ['given name', 'nome', 'prénom', 'primeiro nome', 'vorname'] },
  { field: 'last_name', names: ['surname', 'cognome', 'nom', 'sobrenome', 'nachname'] },
  { field: 'email', required: true, names: ['e-mail', 'mail', 'courriel', 'posta elettronica'] },
  { field: 'phone', names: ['telephone', 'mobile', 'telefono', 'téléphone', 'telefone', 'telefon'] },
  { field: 'address', names: ['base', 'indirizzo', 'adresse', 'endereço'] },
  { field: 'address_additional', names: ['address 2', 'indirizzo aggiuntivo', 'complemento'] },
  { field: 'lon', names: ['lng', 'longitude', 'longitudine'] },
  { field: 'lat', names: ['latitude', 'latitudine'] },
  { field: 'radius', names: ['radius_km', 'raggio', 'rayon', 'raio'] },
  { field: 'color', names: ['colour', 'colore', 'couleur', 'cor', 'farbe'] },
  { field: 'comment', names: ['comments', 'notes', 'commento', 'commentaire', 'comentário'] },
  { field: 'active', names: ['attivo', 'actif', 'ativo', 'aktiv'] },
  { field: 'zone', names: ['time zone', 'fuso orario', 'fuseau horaire', 'fuso horário'] },
];
