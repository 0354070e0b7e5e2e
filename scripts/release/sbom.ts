interface Sbom {
	metadata: { component: { name: string } };
}

/** npm takes the name of the package from the folder that it stands in. */
export function namedSbom(text: string, name: string): string {
	// SAFETY: npm's own output, CycloneDX 1.5.
	const sbom = JSON.parse(text) as Sbom;
	sbom.metadata.component.name = name;
	return `${JSON.stringify(sbom, null, '\t')}\n`;
}
