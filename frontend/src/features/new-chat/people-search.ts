export { usePeopleSearch } from '../../people/people-search';
