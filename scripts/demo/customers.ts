import type { DemoPlace } from './places.ts';
import type { Random } from './random.ts';

/** One invented customer with one to three real places. */
export interface DemoCustomer {
  name: string;
  kind: 'company' | 'individual';
  email: string;
  contact: string;
  language: 'en' | 'it' | 'fr' | 'pt-BR';
  sites: { label: string; place: DemoPlace }[];
}

const firstNames = [
  'Alma', 'Bruno', 'Carla', 'Dario', 'Elena', 'Fabio', 'Greta', 'Hugo', 'Irene', 'Jonas', 'Klara', 'Luca',
  'Marta', 'Nico', 'Olga', 'Paolo', 'Rita', 'Silvan', 'Tea', 'Urs', 'Vera', 'Walter', 'Yara', 'Zeno',
]; // prettier-ignore
const inventedFamilies = [
  'Muster',
  'Beispiel',
  'Erfunden',
  'Fiktiv',
  'Probe',
  'Niemand',
  'Specimen',
  'Inventati',
];
const inventedTrades = [
  'Bakery', 'Hotel', 'Carpentry', 'Pharmacy', 'Garage', 'Print Works', 'Dairy', 'Gallery', 'School', 'Dental Practice',
]; // prettier-ignore
const inventedBrands = ['Nonesuch', 'Sample', 'Placeholder', 'Imaginary', 'Example', 'Make-Believe'];
const companySites = ['Main building', 'Workshop', 'Warehouse'];
const homeSites = ['Home', 'Holiday flat', 'Parents'];

/**
 * 120 customers over `places`, each place used once: one in four a company, six in ten with one site.
 * Names are plainly invented; mail addresses end in `.example`, which never resolves (RFC 2606).
 */
export function inventCustomers(places: readonly DemoPlace[], random: Random, count = 120): DemoCustomer[] {
  const free = random.shuffle(places);
  return Array.from({ length: count }, (_, index) => {
    const first = firstNames[index % firstNames.length]!;
    const family = inventedFamilies[Math.floor(index / 3) % inventedFamilies.length]!;
    const isCompany = index % 4 === 3;
    const brand = `${inventedBrands[index % inventedBrands.length]!} ${inventedTrades[index % inventedTrades.length]!}`;
    const chance = random.next();
    const wanted = chance < 0.6 ? 1 : chance < 0.85 ? 2 : 3;
    const labels = isCompany ? companySites : homeSites;
    const sites = free.splice(0, wanted).map((place, site) => ({ label: labels[site]!, place }));
    const slug = `${first}.${family}${index + 1}`.toLowerCase();
    return {
      name: isCompany ? `${brand} ${index + 1}` : `${first} ${family} ${index + 1}`,
      kind: isCompany ? 'company' : 'individual',
      email: `${slug}@customers.example`,
      contact: `${first} ${family}`,
      language: index % 5 === 4 ? 'it' : index % 11 === 10 ? 'fr' : 'en',
      sites,
    };
  });
}
