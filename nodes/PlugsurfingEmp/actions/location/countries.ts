/** ISO 3166-1 alpha-2 and alpha-3 codes, concatenated per country. */
const CODES = `
ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE
BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA
BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR
CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM
FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM
GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY
JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA
LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP
MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL
NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT
REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM
SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR
TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM
YEYEM YTMYT ZAZAF ZMZMB ZWZWE
`;

/** Common English names that Node's language data does not have. */
const OTHER_NAMES: Record<string, string> = {
	'bosnia and herzegovina': 'BIH',
	'czech republic': 'CZE',
	england: 'GBR',
	'great britain': 'GBR',
	holland: 'NLD',
	macedonia: 'MKD',
	'the netherlands': 'NLD',
	turkey: 'TUR',
	turkiye: 'TUR',
	uk: 'GBR',
	'united states of america': 'USA',
};

/** Normalizes case, accents, ampersands and white space. */
function normalized(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{Mark}/gu, '')
		.replace(/&/g, 'and')
		.replace(/\s+/g, ' ')
		.trim()
		.toLowerCase();
}

let known: Map<string, string> | undefined;

function knownCountries(): Map<string, string> {
	const names = new Intl.DisplayNames(['en'], { type: 'region' });
	const codes = new Map(Object.entries(OTHER_NAMES));
	for (const pair of CODES.trim().split(/\s+/)) {
		const [alpha2, alpha3] = [pair.slice(0, 2), pair.slice(2)];
		for (const name of [names.of(alpha2) ?? alpha2, alpha2, alpha3])
			codes.set(normalized(name), alpha3);
	}
	return codes;
}

/** Returns the alpha-3 code (DEU) for an alpha-3 code, an alpha-2 code (DE) or an English name. */
export function countryCode(country: string): string | undefined {
	known ??= knownCountries();
	return known.get(normalized(country));
}
