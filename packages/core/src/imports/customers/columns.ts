import type { ImportColumn } from '../target.ts';

/** The columns of an address, in files of customers and of addresses. */
export const addressColumns: readonly ImportColumn[] = [
  {
    field: 'address',
    names: ['street', 'line1', 'indirizzo', 'via', 'adresse', 'rue', 'endereço', 'rua', 'strasse', 'straße'],
  },
  {
    field: 'address_additional',
    names: [
      'line2',
      'address 2',
      'indirizzo aggiuntivo',
      "complément d'adresse",
      'complemento',
      'adresszusatz',
    ],
  },
  {
    field: 'postal_code',
    names: ['zip', 'zip code', 'postcode', 'cap', 'code postal', 'cep', 'plz', 'postleitzahl'],
  },
  { field: 'city', names: ['town', 'città', 'comune', 'ville', 'cidade', 'ort', 'stadt'] },
  { field: 'country', names: ['country code', 'paese', 'nazione', 'pays', 'país', 'land'] },
  { field: 'lon', names: ['lng', 'longitude', 'longitudine'] },
  { field: 'lat', names: ['latitude', 'latitudine'] },
];

/** The service zone of an address, or of all addresses of a customer, by its name. */
export const serviceZoneColumn: ImportColumn = {
  field: 'service_zone',
  names: ['zona di servizio', 'zona', "zone d'intervention", 'secteur', 'zona de atendimento', 'gebiet'],
};

/** CAD-CS-01, CAD-CS-04: what a file may say of a customer. */
export const customerColumns: readonly ImportColumn[] = [
  {
    field: 'reference',
    required: true,
    names: [
      'external reference',
      'ref',
      'riferimento',
      'codice',
      'référence',
      'referência',
      'código',
      'referenz',
    ],
  },
  { field: 'type', names: ['kind', 'tipo', 'typ'] },
  { field: 'status', names: ['stato', 'statut', 'situação'] },
  { field: 'active', names: ['attivo', 'actif', 'ativo', 'aktiv'] },
  { field: 'category', names: ['categoria', 'catégorie', 'kategorie'] },
  {
    field: 'name',
    names: [
      'last name',
      'company',
      'company name',
      'nome',
      'cognome',
      'ragione sociale',
      'nom',
      'raison sociale',
    ],
  },
  { field: 'first_name', names: ['given name', 'nome proprio', 'prénom', 'primeiro nome', 'vorname'] },
  { field: 'email', names: ['e-mail', 'email_address', 'mail', 'courriel', 'posta elettronica'] },
  { field: 'phone', names: ['telephone', 'tel', 'telefono', 'téléphone', 'telefone', 'telefon'] },
  { field: 'mobile', names: ['mobile phone', 'cell', 'cellulare', 'portable', 'celular', 'handy'] },
  { field: 'website', names: ['web', 'url', 'sito', 'sito web', 'site', 'site web'] },
  { field: 'language', names: ['lingua', 'langue', 'idioma', 'sprache'] },
  ...addressColumns,
  {
    field: 'comment',
    names: ['comments', 'notes', 'note', 'commento', 'commentaire', 'comentário', 'observações', 'bemerkung'],
  },
  {
    field: 'parent_reference',
    names: ['parent', 'riferimento superiore', 'parent référence', 'referência superior'],
  },
  { field: 'tags', names: ['labels', 'etichette', 'étiquettes', 'etiquetas'] },
  { field: 'tax_id_kind', names: ['tax id type'] },
  {
    field: 'tax_id',
    names: [
      'vat',
      'vat number',
      'partita iva',
      'codice fiscale',
      'siret',
      'siren',
      'cpf',
      'cnpj',
      'cpf/cnpj',
    ],
  },
  { field: 'profile', names: ['profilo', 'profil', 'perfil'] },
  { field: 'payment_method', names: ['metodo di pagamento', 'mode de paiement', 'forma de pagamento'] },
  { field: 'payment_term', names: ['termini di pagamento', 'conditions de paiement', 'prazo de pagamento'] },
  {
    field: 'opening_hours',
    names: ['orari di apertura', "heures d'ouverture", 'horário de funcionamento', 'öffnungszeiten'],
  },
  {
    field: 'assignment',
    names: ['preferred technicians', 'tecnici preferiti', 'techniciens préférés', 'técnicos preferidos'],
  },
  serviceZoneColumn,
  { field: 'responsible_email', names: ['responsible', 'responsabile', 'responsable', 'responsável'] },
  { field: 'additional_data', names: [] },
];
